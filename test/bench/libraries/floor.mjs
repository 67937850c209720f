/** The least that a call can cost: a function adds to a field. Run with inlining switched off. */
export function client() {
  return { sum: 0 };
}

export const cases = {
  counter: (cell) => (from, to) => {
    for (let i = from; i < to; i += 1) {
      add(cell, 1);
    }
  },
};

function add(cell, count) {
  cell.sum += count;
}
