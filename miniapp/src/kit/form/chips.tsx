import { Icon } from '@/kit/base/icon'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

export interface Option<Value> {
  value: Value
  text: string
}

/**
 * Filters in a row that continues at the right; `all` of them in sight where they are choices of a form. `one`: exactly
 * one of them is chosen, as screen readers say.
 */
export function Chips<Value extends string>({
  options,
  chosen,
  all,
  one,
  onChange,
}: {
  options: readonly Option<Value>[]
  chosen: readonly Value[]
  all?: boolean
  one?: boolean
  /** The one that was tapped. */
  onChange: (value: Value) => void
}) {
  return (
    <Part role={one ? 'radiogroup' : undefined} className={classes('chips', all && 'chips--all')}>
      {options.map(({ value, text }) => {
        const on = chosen.includes(value)
        return (
          <Tap
            key={value}
            className={classes('chip', on && 'chip--on')}
            role={one ? 'radio' : 'checkbox'}
            checked={on}
            onTap={() => onChange(value)}
          >
            {on && <Icon name='check' className='tag__icon' />}
            {text}
          </Tap>
        )
      })}
    </Part>
  )
}

/** The characters of four choices that fit into one line of a phone. */
const LINE = 12
const areLong = (options: readonly { text: string }[]) => options.map(({ text }) => text).join('').length > LINE

/** One of two to four, side by side: 好了, 差一点, 没办好. */
export function Choices<Value extends string | number>({
  options,
  chosen,
  onChange,
}: {
  options: readonly Option<Value>[]
  chosen: Value | null
  onChange: (value: Value) => void
}) {
  return (
    <Part
      role='radiogroup'
      className={classes('choices', options.length === 4 && `choices--${areLong(options) ? 'pairs' : 'four'}`)}
    >
      {options.map(({ value, text }) => {
        const on = value === chosen
        return (
          <Tap
            key={value}
            className={classes('choices__i', on && 'choices__i--on')}
            role='radio'
            checked={on}
            onTap={() => onChange(value)}
          >
            {on && <Icon name='check' small className='choices__tick' />}
            {text}
          </Tap>
        )
      })}
    </Part>
  )
}
