import { Text, View } from '@tarojs/components'
import { tie } from '@/kit/base/text'

interface Props {
  /** Category, address, whoever has it: those that there are. */
  facts: readonly (string | null | undefined)[]
  /** Missing where a report is shown to somebody else than its reporter. */
  number?: string
}

/** The facts of a report in a line, its number last: a narrow phone does not break that at its hyphen. */
export function CaseFacts({ facts, number }: Props) {
  const said = facts.filter(Boolean).join('，')
  return (
    <View className='note nums'>
      {tie(said)}
      {number && said && '，'}
      {number && <Text className='case-facts__number'>{`编号 ${number}`}</Text>}
    </View>
  )
}
