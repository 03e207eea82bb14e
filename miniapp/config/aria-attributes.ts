/** What elements say to a screen reader, beyond what Taro's own templates let through. */
export const ARIA = {
  View: { 'aria-role': '', 'aria-label': '', 'aria-checked': '', 'aria-disabled': '' },
  Image: { 'aria-label': '' },
  Input: { 'aria-label': '' },
  Textarea: { 'aria-label': '' },
}
