import { WHISTLE_LIMITS, whistleLimitsInWords } from '@yike/shared/territory/whistle-limits'
import { listWhistles } from '@yike/shared/cases/whistle-endpoints'
import { useNavigate } from 'react-router'
import { useNow } from '../kit/hooks/useNow'
import { PageHead } from '../kit/page/PageHead'
import { Views } from '../kit/page/Views'
import { PagedTable } from '../kit/show/PagedTable'
import { dayAndClock } from '../kit/show/text'
import { useReadPages } from '../lib/query'
import { useChoice } from '../lib/useChoice'
import { WhistleParties } from './WhistleParties'
import './cases.css'

const VIEWS = { open: '还没到齐', all: '全部' } as const

/** The cases to which several receivers were called, and who has not come yet. */
export default function WhistlesPage() {
  const navigate = useNavigate()
  const now = useNow()
  const [view, setView] = useChoice('view', VIEWS)
  const whistles = useReadPages(listWhistles, { view }, { everySeconds: 60 })
  return (
    <>
      <PageHead
        title='吹哨'
        note={`社区吹哨，单位报到：平常${whistleLimitsInWords(WHISTLE_LIMITS)}，设置里能另定。没动静的会自动往上报。`}
        beside={<Views views={VIEWS} view={view} onChange={setView} />}
      />
      <section className='pane'>
        <PagedTable
          pages={whistles}
          empty='没有在等的。一件事要几家单位一起办，就在诉求里点“吹哨”。'
          onOpen={({ id }) => void navigate(`/cases/${id}`)}
          columns={[
            {
              title: '什么事',
              key: 'title',
              className: 'table__words',
              render: (_, { title, number }) => (
                <>
                  <span className='strong'>{title}</span>
                  <span className='note nums whistle__standing'>{number}</span>
                </>
              ),
            },
            { title: '哪一种', key: 'occasion', render: (_, { whistle }) => whistle.occasion.label },
            {
              title: '什么时候吹的',
              key: 'blownAt',
              render: (_, { whistle }) => <span className='soft nums'>{dayAndClock(whistle.blownAt, now)}</span>,
            },
            {
              title: '各家到哪一步',
              key: 'parties',
              render: (_, { whistle }) => <WhistleParties whistle={whistle} now={now} />,
            },
          ]}
        />
      </section>
    </>
  )
}
