/* Buttons that show controls for which a narrow screen has no room at first. */

for (const button of document.querySelectorAll("button.unfold"))
  button.addEventListener("click", () => {
    const isOpen = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!isOpen));
  });

/**
 * Focus a control, or the button that shows it while it is hidden.
 *
 * @param {HTMLElement} control
 */
export function focus(control) {
  const folded = control.checkVisibility() ? null : control.closest(".folded");
  const button = folded && document.querySelector(`[aria-controls="${folded.id}"]`);
  (button instanceof HTMLElement ? button : control).focus();
}
