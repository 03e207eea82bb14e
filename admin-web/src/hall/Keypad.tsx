interface Props {
  label: string
  digits: number
  value: string
  onChange: (value: string) => void
}

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'] as const

/** Large keys for figures, with the typed figures above; a keyboard types into it too. */
export function Keypad({ label, digits, value, onChange }: Props) {
  const type = (key: string) => value.length < digits && onChange(value + key)
  return (
    <div className='keypad'>
      <label className='keypad__label'>
        {label}
        <input
          className='keypad__value nums'
          inputMode='none'
          autoComplete='off'
          maxLength={digits}
          value={value}
          onChange={(event) => onChange(event.target.value.replace(/\D/g, '').slice(0, digits))}
        />
      </label>
      <div className='keypad__keys'>
        {KEYS.map((key) => (
          <button key={key} type='button' onClick={() => type(key)}>
            {key}
          </button>
        ))}
        <button type='button' className='keypad__word' onClick={() => onChange('')}>
          清空
        </button>
        <button type='button' onClick={() => type('0')}>
          0
        </button>
        <button type='button' className='keypad__word' onClick={() => onChange(value.slice(0, -1))}>
          退一格
        </button>
      </div>
    </div>
  )
}
