/** Why a promise rejects, watched from now on; `resolved` when it does not. */
export function refusalOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error: Error) => error.message,
  );
}
