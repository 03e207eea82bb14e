import type { PropsWithChildren, ReactNode } from 'react'
import { Text, View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { BareInput, type InputProps } from './input'
import { classes, tie } from '@/kit/base/text'

interface FrameProps {
  label: string
  /** 「没有也行」, beside the label. */
  optional?: string
  /** At the right of the label: 按住说话. */
  aside?: ReactNode
  help?: ReactNode
  /** What is wrong, as a sentence with the way out. */
  problem?: string
}

/** A label above, and below it what helps or what is wrong. For anything that is filled in. */
export function FieldFrame({ label, optional, aside, help, problem, children }: PropsWithChildren<FrameProps>) {
  return (
    <View className='field'>
      <View className='field__label'>
        <View>
          {label}
          {optional && <Text className='field__optional'>{optional}</Text>}
        </View>
        {aside}
      </View>
      {children}
      {problem && (
        <View className='field__bad'>
          <Icon name='warn' small />
          <Text className='field__badwords'>{tie(problem)}</Text>
        </View>
      )}
      {help && <View className='field__help'>{typeof help === 'string' ? tie(help) : help}</View>}
    </View>
  )
}

export type FieldProps = FrameProps & Omit<InputProps, 'bad'>

/** One line, or several with `long`. */
export function Field({ label, optional, aside, help, problem, ...input }: FieldProps) {
  const box = classes('field__box', input.long && 'field__box--area', problem && 'field__box--bad')
  return (
    <FieldFrame label={label} optional={optional} aside={aside} help={help} problem={problem}>
      <View className={box}>
        <BareInput {...input} label={label} bad={Boolean(problem)} />
      </View>
    </FieldFrame>
  )
}

/** A box to search in: its label is only read out. */
export function SearchBox({ label, ...input }: Omit<InputProps, 'bad' | 'long' | 'type'>) {
  return (
    <View className='field__box field__box--search'>
      <Icon name='search' small className='field__searchicon' />
      <BareInput {...input} label={label} />
    </View>
  )
}
