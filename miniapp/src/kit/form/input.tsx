import { Input, Textarea } from '@tarojs/components'

export interface InputProps {
  label: string
  value: string
  onChange: (value: string) => void
  /** `phone` and `number` bring up the keys for figures, `idcard` those with an X. */
  type?: 'text' | 'phone' | 'number' | 'idcard' | 'password'
  placeholder?: string
  /** Several lines. */
  long?: boolean
  bad?: boolean
  /** Id of the element with the help or the fault. */
  describedBy?: string
  onConfirm?: () => void
}

/**
 * The box of a field. In H5 a real input, which a label and a keyboard reach (input.h5.tsx). It cuts no text: WeChat
 * itself would after 140 characters.
 */
export function BareInput({ label, value, onChange, type, placeholder, long, onConfirm }: InputProps) {
  const shared = {
    value,
    placeholder,
    maxlength: -1,
    placeholderClass: 'field__ghost',
    ariaLabel: label,
    onInput: (event: { detail: { value: string } }) => onChange(event.detail.value),
  }
  if (long) return <Textarea {...shared} className='field__input field__input--area' disableDefaultPadding />
  const figures = type === 'phone' || type === 'number'
  return (
    <Input
      {...shared}
      className='field__input'
      type={figures ? 'number' : type === 'idcard' ? 'idcard' : 'text'}
      password={type === 'password'}
      confirmType={onConfirm ? 'search' : 'done'}
      onConfirm={onConfirm}
    />
  )
}
