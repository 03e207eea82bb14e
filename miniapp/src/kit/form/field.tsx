import { useEffect, useId, type PropsWithChildren, type ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { BareInput, type InputProps } from './input'
import { Part } from '@/kit/base/part'
import { announce } from '@/kit/page/announce'
import { classes, tie } from '@/kit/base/text'

interface FrameProps {
  label: string
  /** 「没有也行」, beside the label. */
  optional?: string
  /** At the right of the label: 按住说话. */
  aside?: ReactNode
  help?: ReactNode
  /** The fault, as a sentence with the way out. */
  problem?: string
}

/** Label, content, and below it a help or a fault, which is read out as soon as it appears. */
function Frame({
  id,
  label,
  optional,
  aside,
  help,
  problem,
  children,
}: PropsWithChildren<FrameProps & { id: string }>) {
  useEffect(() => {
    if (problem) announce(`${label}：${problem}`)
  }, [label, problem])
  return (
    <>
      <View className='field__label'>
        <View>
          {label}
          {optional && <Text className='field__optional'>{optional}</Text>}
        </View>
        {aside}
      </View>
      {children}
      {(problem || help) && (
        <View id={id}>
          {problem && (
            <View className='field__bad'>
              <Icon name='warn' small />
              <Text className='field__badwords'>{tie(problem)}</Text>
            </View>
          )}
          {help && <View className='field__help'>{typeof help === 'string' ? tie(help) : help}</View>}
        </View>
      )}
    </>
  )
}

/** A frame around every input by taps: choices, photos, days. */
export function FieldFrame({ children, ...frame }: PropsWithChildren<FrameProps>) {
  const id = useId()
  return (
    <Part role='group' className='field' label={frame.label} describedBy={saysBelow(frame) ? id : undefined}>
      <Frame id={id} {...frame}>
        {children}
      </Frame>
    </Part>
  )
}

const saysBelow = ({ problem, help }: FrameProps) => Boolean(problem || help)

interface Limited {
  /** The most characters that the API takes. Nothing is cut: a text over the limit says by how much. */
  maxLength?: number
}

export type FieldProps = FrameProps & Limited & Omit<InputProps, 'bad' | 'describedBy'>

/** From this share of the limit on the length of a long text is counted visibly. */
const COUNTED_FROM = 0.8

/** The length of a long text near its limit; of every text over it, by how much. */
function countOf({ long, value, maxLength }: Limited & Pick<InputProps, 'long' | 'value'>) {
  if (maxLength === undefined) return {}
  const over = value.length - maxLength
  if (over > 0) return { over: `${value.length}/${maxLength}，多了 ${over} 个字，删短一点` }
  return long && value.length >= maxLength * COUNTED_FROM ? { count: `${value.length}/${maxLength}` } : {}
}

/** One line, or several with `long`. */
export function Field({ label, optional, aside, help, problem: refused, maxLength, ...input }: FieldProps) {
  const id = useId()
  const { over, count } = countOf({ ...input, maxLength })
  const problem = refused ?? over
  const frame = { label, optional, aside, help, problem }
  const box = classes('field__box', input.long && 'field__box--area', problem && 'field__box--bad')
  return (
    <View className='field'>
      <Frame id={id} {...frame}>
        <View className={box}>
          <BareInput {...input} label={label} bad={Boolean(problem)} describedBy={saysBelow(frame) ? id : undefined} />
        </View>
        {count && <View className='field__help nums'>{count}</View>}
      </Frame>
    </View>
  )
}

/** A search box: its label is only read out. A text over the limit says by how much, below. */
export function SearchBox({
  label,
  maxLength,
  ...input
}: Limited & Omit<InputProps, 'bad' | 'describedBy' | 'long' | 'type'>) {
  const id = useId()
  const { over } = countOf({ ...input, maxLength })
  return (
    <>
      <View className={classes('field__box field__box--search', over && 'field__box--bad')}>
        <Icon name='search' small className='field__searchicon' />
        <BareInput {...input} label={label} bad={Boolean(over)} describedBy={over ? id : undefined} />
      </View>
      {over && (
        <View id={id} className='field__bad'>
          <Text className='field__badwords'>{over}</Text>
        </View>
      )}
    </>
  )
}
