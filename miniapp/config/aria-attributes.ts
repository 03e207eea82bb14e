/** The attributes that elements give to a screen reader, beyond those that Taro's own templates pass on. */
export const ARIA = {
  View: { 'aria-role': '', 'aria-label': '', 'aria-checked': '', 'aria-disabled': '' },
  Image: { 'aria-label': '' },
  Input: { 'aria-label': '' },
  Textarea: { 'aria-label': '' },
}
