import type { PlaceToInspect, SendInspection } from '@yike/shared/cases/inspection-schemas'
import { listRecurringCases, sendInspection } from '@yike/shared/cases/recurring-endpoints'
import type { CameBackCase } from '@yike/shared/cases/recurring-schemas'
import { cameBackTitle, ownName, sentInWords } from '@yike/shared/cases/recurring-words'
import { handleSeasonalCase } from '@yike/shared/cases/seasonal-endpoints'
import { seasonKey } from '@yike/shared/cases/seasonal-notice'
import type { SeasonalCase } from '@yike/shared/cases/seasonal-schemas'
import { App, Button } from 'antd'
import { Fragment } from 'react'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { useNow } from '../kit/hooks/useNow'
import { dayAndClock } from '../kit/show/text'
import { useMe } from '../lib/useMe'
import { useRead, useWrite } from '../lib/query'

/** The filters of the list of the past cases that say so: of the building, else the grid where it is one, else the community. */
function pastCases({ category, community, gridIds, months }: SeasonalCase, building?: string) {
  const area = gridIds.length === 1 ? gridIds[0]! : community.id
  const filters = { show: 'table', view: 'all', category: category.id, area, months: months.join(',') }
  return String(new URLSearchParams({ ...filters, ...(building ? { building } : {}) }))
}

/** Complaints that come every year in this month or the next, and those that came back; nothing while there is none. */
export function Seasonal() {
  const { may } = useMe()
  const { data, refetch } = useRead(listRecurringCases, {}, { enabled: may('case.read') })
  if (!data || data.seasonal.length + data.cameBack.length === 0) return null
  return (
    <section className='pane' aria-label='未诉先办'>
      <div className='pane__head'>
        <h2 className='lead'>未诉先办</h2>
        <span className='note push'>往年这时候常有、办好又来的，先办一步</span>
      </div>
      {data.seasonal.map((one) => (
        <SeasonalRow
          key={`${one.month} ${one.community.id} ${one.category.id}`}
          one={one}
          onHandled={() => void refetch()}
        />
      ))}
      {data.cameBack.map((one) => (
        <CameBackRow key={one.cases[0]!.id} one={one} />
      ))}
    </section>
  )
}

function SeasonalRow({ one, onHandled }: { one: SeasonalCase; onHandled: () => void }) {
  const now = useNow()
  const { me, may } = useMe()
  const write = useWrite(handleSeasonalCase, onHandled)
  const { month, community, category, buildings, grids, words, handled } = one
  const areas = [...((me?.communities.length ?? 0) > 1 ? [community.name] : []), ...(buildings.length > 0 ? [] : grids)]
  return (
    <div className='row row--above'>
      <div>
        <span className='strong'>
          {Number(month.slice(5))}月常有：
          <Link to={`/cases?${pastCases(one)}`}>{category.name}</Link>
        </span>
        <span className='note'>
          {' '}
          {areas.map((name) => `${name}，`)}
          {buildings.map((building, at) => (
            <Fragment key={building}>
              <Link to={`/cases?${pastCases(one, building)}`}>{building}</Link>
              {at < buildings.length - 1 ? '、' : '，'}
            </Fragment>
          ))}
          {words}
          {handled && `；${handled.by} ${dayAndClock(handled.at, now)} 说办过了`}
        </span>
        {one.places.map((place) => (
          <Inspection
            key={place.building ?? ''}
            place={place}
            asked={{ season: { month, communityId: community.id, categoryId: category.id } }}
            may={one.can.inspect}
            says={`${place.building ?? (grids.join('、') || community.name)} ${ownName(category.name)}`}
          />
        ))}
      </div>
      <span className='row push'>
        {!handled && may('notice.edit') && (
          <Link to={`/notices/new?season=${seasonKey(one)}`} className='strong'>
            发个通知
          </Link>
        )}
        {one.can.handle && (
          <Button
            size='small'
            aria-label={`${month} ${community.name} ${category.name} ${handled ? '还没办' : '办过了'}`}
            onClick={() =>
              write.mutate({ month, communityId: community.id, categoryId: category.id, handled: !handled })
            }
          >
            {handled ? '还没办' : '办过了'}
          </Button>
        )}
      </span>
    </div>
  )
}

const CameBackRow = ({ one }: { one: CameBackCase }) => (
  <div className='row row--above'>
    <div>
      <span className='strong'>{cameBackTitle(one)}</span>
      <span className='note'>
        {' '}
        {one.cases.map(({ id, number, state }, at) => (
          <Fragment key={id}>
            <Link to={`/cases/${id}`} className='nums'>
              {number}
            </Link>
            （{state.label}）{at < one.cases.length - 1 && '、'}
          </Fragment>
        ))}
      </span>
      <Inspection
        place={one.place}
        asked={{ afterCaseId: one.cases.at(-1)!.id }}
        may={one.can.inspect}
        says={cameBackTitle(one)}
      />
    </div>
  </div>
)

/** One tap sends the colleague whose duty is nearest; then the line says that somebody was sent, and what became of it. */
function Inspection({
  place: { building, sent },
  asked,
  may,
  says,
}: {
  place: PlaceToInspect
  asked: Pick<SendInspection, 'season' | 'afterCaseId'>
  may: boolean
  /** The place and the subject, for those who do not see the line around the button. */
  says: string
}) {
  const now = useNow()
  const { message } = App.useApp()
  const write = useWrite(sendInspection, ({ to }) => void message.success(`派${to ?? '人'}去看了，“工作台”里有这一条`))
  if (!sent && !may) return null
  return (
    <div className='row note'>
      {building}
      {sent ? (
        <span>
          <Link to={`/cases/${sent.id}`}>{sentInWords(sent)}</Link>
          {`，${sent.by} ${dayAndClock(sent.at, now)} 派的`}
        </span>
      ) : (
        <Button
          size='small'
          loading={write.isPending}
          aria-label={`派去看看 ${says}`}
          onClick={() => write.mutate({ building, ...asked })}
        >
          派去看看
        </Button>
      )}
      {!sent && <Refusal error={write.error} />}
    </div>
  )
}
