// Gradio (6.31) counts the seconds while the page loads at each frame, and goes on when the note that
// shows them is gone: a twelfth of a processor core, as long as a page is open. So a chain of frames,
// each asked for while the one before is drawn, ends where it is older than the page and goes on for
// long after it.
{
  const SETTLED_FRAMES = 120;
  const askForFrame = window.requestAnimationFrame.bind(window);
  let current = null;
  let isShown = false;
  window.requestAnimationFrame = (draw) => {
    isShown ||= document.querySelector("#head header") !== null;
    const chain = current ?? { isOlder: !isShown, frames: 0 };
    if (chain.isOlder && isShown && ++chain.frames > SETTLED_FRAMES) return 0;
    return askForFrame((time) => {
      current = chain;
      try {
        draw(time);
      } finally {
        current = null;
      }
    });
  };
}
