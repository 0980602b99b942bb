/** Whether a key press belongs to a field and not to the page. */
export function inField(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.matches(
        "textarea, select, input:not([type=checkbox], [type=radio], [type=button], [type=submit])",
      ))
  );
}
