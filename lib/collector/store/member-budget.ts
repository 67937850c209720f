/** Room for set members, shared by all sets of a store: counted in characters, since nothing else bounds a member's length. */
export class MemberBudget {
  private used = 0;

  constructor(private readonly maxChars: number) {}

  take(chars: number): boolean {
    if (this.used + chars > this.maxChars) {
      return false;
    }
    this.used += chars;
    return true;
  }

  giveBack(chars: number): void {
    this.used -= chars;
  }
}
