// The help is a dialog of the browser's own: Escape closes it, and the focus goes back to "?".
document.addEventListener("click", (event) => {
  const { target } = event;
  const dialog = document.querySelector("#head dialog.help");
  if (target.closest?.("#head button.help")) dialog?.showModal();
  else if (target.closest?.("dialog.help [data-close]") || target === dialog) dialog?.close();
  else if (target.closest?.("#chat button.open-articles"))
    document.querySelectorAll("#tabs [role=tab]")[1]?.click();
});
