/**
 * Draws the points over the whole canvas, gaps where there is no number.
 *
 * @param {HTMLCanvasElement} canvas
 * @param {Float64Array} points
 * @param {boolean} fromZero Whether the lower edge is 0 rather than the least point.
 * @param {string} colour
 */
export function drawSpark(canvas, points, fromZero, colour) {
  const scale = window.devicePixelRatio || 1;
  const width = Math.round(canvas.clientWidth * scale);
  const height = Math.round(canvas.clientHeight * scale);
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext('2d');
  if (context === null || width === 0) {
    return;
  }
  context.clearRect(0, 0, width, height);
  const known = points.filter((point) => !Number.isNaN(point));
  const least = fromZero ? Math.min(0, ...known) : Math.min(...known);
  const most = Math.max(...known);
  const span = most - least;
  const pad = 2 * scale;
  context.strokeStyle = colour;
  context.lineWidth = 1.5 * scale;
  context.lineJoin = 'round';
  context.beginPath();
  let isDown = false;
  points.forEach((point, at) => {
    if (Number.isNaN(point)) {
      isDown = false;
      return;
    }
    const x = pad + (at / (points.length - 1)) * (width - 2 * pad);
    // A level line lies in the middle, save one that lies at zero.
    const share = span > 0 ? (point - least) / span : most === 0 ? 0 : 0.5;
    const y = height - pad - share * (height - 2 * pad);
    if (isDown) {
      context.lineTo(x, y);
    } else {
      context.moveTo(x, y);
    }
    isDown = true;
  });
  context.stroke();
}
