import { View } from '@tarojs/components'
import type { CareEssentials } from '@yike/shared/care/schemas'
import { Card, Cell } from '@/kit/card/card'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'

function Line({ label, children }: { label: string; children: string | null }) {
  if (!children) return null
  return (
    <View className='care__line'>
      <View className='note'>{label}</View>
      <View className='phrase care__words'>{tie(children)}</View>
    </View>
  )
}

/** The facts that a carer has to know, the most pressing first; an empty field has no line. */
export function Essentials({
  level,
  dementia,
  needs,
  illnesses,
  allergies,
  medicines,
  contacts,
  note,
}: CareEssentials) {
  const isEmpty = !level && !dementia && !illnesses && !allergies && !note && needs.length + medicines.length === 0
  return (
    <>
      <Card>
        {isEmpty && <View className='note'>还没写什么</View>}
        <Line label='给上门的人'>{note}</Line>
        <Line label='过敏'>{allergies}</Line>
        <Line label='照护等级'>{[level, dementia && '有认知障碍'].filter(Boolean).join('，')}</Line>
        <Line label='要帮的事'>{needs.join('、')}</Line>
        <Line label='病'>{illnesses}</Line>
        <Line label='药'>{medicines.map(({ name, how }) => [name, how].filter(Boolean).join(' ')).join('\n')}</Line>
      </Card>
      {contacts.length > 0 && (
        <Card flush>
          {contacts.map(({ name, relation, phone }) => (
            <Cell
              key={phone}
              icon='phone'
              title={[relation, name].filter(Boolean).join(' ')}
              brief={phone}
              onTap={() => dial(phone)}
            />
          ))}
        </Card>
      )}
    </>
  )
}
