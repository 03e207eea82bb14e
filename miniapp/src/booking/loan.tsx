import { useState } from 'react'
import { View } from '@tarojs/components'
import Taro from '@tarojs/taro'
import { isInSight } from '@/kit/page/go-back'
import { bookSitting } from '@yike/shared/booking/endpoints'
import type { ServiceView } from '@yike/shared/directory/schemas'
import type { LoanOffer } from '@yike/shared/loans/schemas'
import type { Beneficiary } from '@yike/shared/people/schemas'
import { Button } from '@/kit/base/button'
import { Card, Section } from '@/kit/card/card'
import { Empty, Failed } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { PersonChooser } from '@/kit/form/person-chooser'
import { tie } from '@/kit/base/text'
import { dial } from '@/lib/api/community'
import { ApiError } from '@/lib/api/api'
import { requireSignIn, useSession } from '@/lib/api/session'
import { useAction } from '@/lib/api/use-action'
import { useLoanDetails } from '@/lib/booking-details/loan/use-loan-details'
import { AddFamily } from './add-family'
import './loan.scss'

const MYSELF = 'me'

/** The things that can be lent and their free days, and the people they may be for; a part may be refused. */
export interface Lending {
  offer: LoanOffer | ApiError
  relatives: readonly Beneficiary[]
}

/** Borrows a thing of a service: the days, for whom, done. `reload` reads it anew. */
export function Loan({
  service,
  lending: { offer, relatives },
  forWhom,
  reload,
}: {
  service: ServiceView
  lending: Lending
  forWhom?: string
  reload: () => Promise<void>
}) {
  const session = useSession()
  const book = useAction(bookSitting)
  const data = offer instanceof ApiError ? undefined : offer
  const loan = useLoanDetails(data, book.forget)
  const [person, setPerson] = useState(forWhom ?? MYSELF)
  const [adding, setAdding] = useState(false)
  const relative = relatives.find(({ personId }) => personId === person)

  const submit = async () => {
    if (!data?.sittingId || !loan.details) return
    const booked = await book.run({
      sittingId: data.sittingId,
      personId: relative?.personId,
      details: loan.details,
    })
    if (!booked) return reload()
    if (isInSight('booking/service')) await Taro.redirectTo({ url: `/booking/booking?id=${booked.id}&made=1` })
  }

  return (
    <Page
      title={service.name}
      ownCall
      bar={
        loan.fields && (
          <>
            <View className='note loan__span nums'>{tie(loan.spanInWords)}</View>
            <Button look='main' block off={!loan.details} busy={book.busy && '正在借…'} onTap={() => void submit()}>
              {relative ? `给${relative.relation.label}借好` : '借好'}
            </Button>
          </>
        )
      }
    >
      {offer instanceof ApiError ? (
        <Failed error={offer} onRetry={() => void reload()} />
      ) : offer.things.length === 0 || !offer.sittingId ? (
        <Empty
          title='现在没有能借的'
          say='可以打电话问问什么时候有'
          action='打电话问问'
          onAction={() => dial(service.phone)}
        />
      ) : (
        <>
          <Card>
            <View className='phrase'>{tie(service.about || `在${service.placeName}取，用完还回来`)}</View>
            <View className='note'>
              {tie(loan.isRoom ? '按小时借，一天之内' : `一次最多 ${offer.maxDays} 天，还的那天也算`)}
            </View>
          </Card>
          {loan.fields}
          {book.error && <Failed error={book.error} />}
          <Section title='给谁借'>
            <PersonChooser
              people={[
                ...relatives.map(({ personId, relation, name: called }) => ({
                  id: personId,
                  relation: relation.label,
                  name: called,
                })),
                { id: MYSELF, relation: '我', name: session?.name ?? '本人' },
              ]}
              chosen={relative ? person : MYSELF}
              onChange={setPerson}
              onAdd={() => void requireSignIn().then((signedIn) => signedIn && setAdding(true))}
            />
          </Section>
        </>
      )}
      <AddFamily
        open={adding}
        onClose={() => setAdding(false)}
        onAdded={({ personId }) => {
          setAdding(false)
          setPerson(personId)
          void reload()
        }}
      />
    </Page>
  )
}
