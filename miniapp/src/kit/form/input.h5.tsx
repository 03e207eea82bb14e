import type { InputProps } from './input'

export type { InputProps }

const TYPES = { text: 'text', phone: 'tel', number: 'text', idcard: 'text', password: 'password' } as const

export function BareInput({
  label,
  value,
  onChange,
  type = 'text',
  placeholder,
  long,
  bad,
  describedBy,
  onConfirm,
}: InputProps) {
  const shared = {
    value,
    placeholder,
    'aria-label': label,
    'aria-invalid': bad || undefined,
    'aria-describedby': describedBy,
  }
  if (long)
    return (
      <textarea
        {...shared}
        className='field__input field__input--area'
        onChange={(event) => onChange(event.target.value)}
      />
    )
  return (
    <input
      {...shared}
      className='field__input'
      type={TYPES[type]}
      inputMode={type === 'number' ? 'numeric' : undefined}
      onChange={(event) => onChange(event.target.value)}
      onKeyDown={(event) => event.key === 'Enter' && onConfirm?.()}
    />
  )
}
