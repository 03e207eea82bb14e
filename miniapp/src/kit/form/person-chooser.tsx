import { initialOf } from '@yike/shared/people/names'
import { View } from '@tarojs/components'
import { Icon } from '@/kit/base/icon'
import { Part } from '@/kit/base/part'
import { Tap } from '@/kit/base/tap'
import { classes } from '@/kit/base/text'

export interface PersonOption {
  id: string
  /** Their relation to the reader: 妈妈, 我. Its first character is the face. */
  relation: string
  name: string
}

/** A character in a circle: never a photo we do not have. */
export const Face = ({ of, beside }: { of: string; beside?: boolean }) => (
  <View className={classes('people__face', beside && 'people__face--beside')}>{initialOf(of)}</View>
)

/** Chooses the person it is for. */
export function PersonChooser({
  people,
  chosen,
  onChange,
  onAdd,
}: {
  people: readonly PersonOption[]
  chosen: string | null
  onChange: (id: string) => void
  onAdd?: () => void
}) {
  return (
    <Part role='radiogroup' label='给谁' className='people'>
      {people.map(({ id, relation, name }) => (
        <Tap
          key={id}
          className={classes('people__i', id === chosen && 'people__i--on')}
          role='radio'
          checked={id === chosen}
          label={`${relation} ${name}`}
          onTap={() => onChange(id)}
        >
          <Face of={relation} />
          <View className='strong'>{relation}</View>
          <View className='note'>{name}</View>
        </Tap>
      ))}
      {onAdd && (
        <Tap className='people__i' label='添加家人' onTap={onAdd}>
          <View className='people__face'>
            <Icon name='plus' />
          </View>
          <View className='strong'>添加</View>
          <View className='note'>家人</View>
        </Tap>
      )}
    </Part>
  )
}
