import type { ReactNode } from 'react'
import { View } from '@tarojs/components'
import { Card } from '@/kit/card/card'
import { Arc } from '@/kit/base/dial'
import { classes } from '@/kit/base/text'

const NO_TIME = { value: 0, of: 1, parts: 3 }
export const EmptyArc = ({ className }: { className?: string }) => (
  <View className={classes('dial', className)}>
    <Arc time={NO_TIME} shape='plain' />
  </View>
)

const several = (count: number, draw: (n: number) => ReactNode) => Array.from({ length: count }, (_, n) => draw(n))
const Bone = ({ kind }: { kind?: string }) => <View className={classes('bone', kind && `bone--${kind}`)} />

const Row = () => (
  <Card className='loading__row'>
    <EmptyArc />
    <View className='loading__bones'>
      <Bone kind='short' />
      <Bone />
    </View>
  </Card>
)
const Cells = ({ count }: { count: number }) => (
  <Card flush>
    {several(count, (n) => (
      <View key={n} className='loading__cell'>
        <Bone kind='icon' />
        <View className='loading__bones'>
          <Bone kind='short' />
        </View>
      </View>
    ))}
  </Card>
)
const Sitting = () => (
  <Card className='loading__row'>
    <Bone kind='time' />
    <View className='loading__bones'>
      <Bone kind='short' />
      <Bone />
    </View>
  </Card>
)

/** The grey shapes of a page to come: what stands where, before it is known. */
export const SHAPES = {
  /** A list whose rows begin with a dial. */
  rows: (count: number) => several(count, (n) => <Row key={n} />),
  /** A list of lines with an icon. */
  lines: (count: number) => <Cells count={count} />,
  home: () => (
    <>
      <Row />
      <View className='doors loading__doors'>
        {several(6, (n) => (
          <View key={n} className='door'>
            <Bone kind='icon' />
            <View className='loading__bones'>
              <Bone kind='short' />
            </View>
          </View>
        ))}
      </View>
    </>
  ),
  /** A map, then rows. */
  map: (count: number) => (
    <>
      <Bone kind='map' />
      {several(count, (n) => (
        <Row key={n} />
      ))}
    </>
  ),
  place: () => (
    <>
      <Bone kind='band' />
      <Card className='loading__row'>
        <View className='loading__bones loading__bones--first'>
          <Bone kind='short' />
          <Bone />
        </View>
        <EmptyArc />
      </Card>
      <View className='section'>
        <Cells count={4} />
      </View>
    </>
  ),
  /** A place, the days, the times of a day. */
  sittings: (count: number) => (
    <>
      <Row />
      <View className='loading__days'>
        {several(7, (n) => (
          <Bone key={n} kind='day' />
        ))}
      </View>
      {several(count, (n) => (
        <Sitting key={n} />
      ))}
    </>
  ),
  /** The code to show, then what is booked. */
  code: () => (
    <>
      <Card className='loading__code'>
        <Bone kind='short' />
        <Bone kind='qr' />
      </Card>
      <View className='section'>
        <Cells count={3} />
      </View>
    </>
  ),
  /** A heading, a text. */
  prose: (count: number) => (
    <>
      <Bone kind='title' />
      {several(count * 3, (n) => (
        <Bone key={n} kind={n % 3 === 2 ? 'end' : undefined} />
      ))}
    </>
  ),
} as const satisfies Record<string, (count: number) => ReactNode>

export type Shape = keyof typeof SHAPES
