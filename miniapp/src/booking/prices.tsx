import { View } from '@tarojs/components'
import type { ServiceCard } from '@yike/shared/directory/schemas'
import { agesInWords, asksAge } from '@yike/shared/directory/for-age'
import { Button } from '@/kit/base/button'
import { Card } from '@/kit/card/card'
import { priceInWords, tie } from '@/kit/base/text'
import { callCommunity } from '@/lib/api/community'
import { openPage } from '@/lib/phone/open-page'
import type { Attendee } from './use-attendee'

/** More of them would hide the ones that matter. */
const MOST_FEES = 3

/** 「10 元；80 岁以上 4 元、70–79 岁 6 元」, 「6–12 岁」: prices and ages in a line of a list. */
export function priceLine({ priceFen, fees, ...limits }: Pick<ServiceCard, 'priceFen' | 'fees' | 'minAge' | 'maxAge'>) {
  const ofAges = fees.slice(0, MOST_FEES).map(({ who, priceFen: fen }) => `${who} ${priceInWords(fen)}`)
  return [agesInWords(limits), priceFen !== null && priceInWords(priceFen), ofAges.join('、')]
    .filter(Boolean)
    .join('；')
}

/**
 * A person without a year of birth pays the ordinary price: shows the possible difference, and the page to enter it.
 */
export function AskBirthYear({
  service,
  attendee,
}: {
  service: Pick<ServiceCard, 'fees' | 'minAge' | 'maxAge'>
  attendee: Attendee | undefined
}) {
  if (!attendee || attendee.age !== null || !asksAge(service)) return null
  const { isReader, label } = attendee
  return (
    <Card tone='sand' className='service__age'>
      <View className='phrase'>
        {tie(`${isReader ? '您' : label}的出生年份还没写：写了才知道够不够年龄、能不能便宜。`)}
      </View>
      {isReader ? (
        <Button onTap={() => void openPage('/people/profile')}>写出生年份</Button>
      ) : (
        <Button onTap={() => void callCommunity()}>打电话让社区补上</Button>
      )}
    </Card>
  )
}
