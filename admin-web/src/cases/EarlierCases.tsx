import { listEarlierCases } from '@yike/shared/cases/earlier-endpoints'
import { commentForCaller } from '@yike/shared/cases/endpoints'
import { App, Button } from 'antd'
import { Link } from 'react-router'
import { Refusal } from '../kit/form/Refusal'
import { StatusTag } from '../kit/show/Tag'
import { dayAndClock } from '../kit/show/text'
import { useRead, useWrite } from '../lib/query'

/** The longest word that is added to a case. */
const ADDED_MAX = 500
const ADDED_MIN = 2

interface Props {
  person: { id: string; name: string }
  /** The words that are being written down. */
  words: string
  now: Date
  /** They were added to an earlier case: no new one is needed. */
  onAdded: (caseId: string) => void
}

/** The earlier cases of the person who calls: 「以前 3 件，1 件还在办」. The words can be added to an open one instead. */
export function EarlierCases({ person, words, now, onAdded }: Props) {
  const { message } = App.useApp()
  const { data } = useRead(listEarlierCases, { personId: person.id })
  const add = useWrite(commentForCaller, ({ id, number }) => {
    void message.success(`补充到 ${number} 了，没有另外登记`)
    onAdded(id)
  })
  if (!data || data.count === 0) return null
  const said = words.trim()
  const isSaid = said.length >= ADDED_MIN && said.length <= ADDED_MAX
  const open = data.openCount > 0 ? `，${data.openCount} 件还在办` : '，都办完了'
  return (
    <section className='pane' aria-label={`${person.name}以前反映的`}>
      <h2 className='lead'>
        以前 {data.count} 件{open}
      </h2>
      <ul className='earlier'>
        {data.items.map(({ id, number, title, state, filedAt, mayAdd }) => (
          <li key={id}>
            <div className='row'>
              <Link className='strong' to={`/cases/${id}`} target='_blank' rel='noopener'>
                {title}
              </Link>
              <StatusTag tone={state.code === 'closed' ? 'done' : 'plain'}>{state.label}</StatusTag>
            </div>
            <div className='row'>
              <span className='note nums'>
                {number} · {dayAndClock(filedAt, now)}
              </span>
              {mayAdd && (
                <Button
                  size='small'
                  disabled={!isSaid}
                  aria-label={`说的是这件，补充到 ${number}`}
                  loading={add.isPending && add.variables?.id === id}
                  onClick={() => add.mutate({ id, text: said })}
                >
                  说的是这件，补充进去
                </Button>
              )}
            </div>
          </li>
        ))}
      </ul>
      <p className='note'>
        {said.length > ADDED_MAX ? `补充最多 ${ADDED_MAX} 个字` : '左边写下的话会作为他的补充，不另外登记。'}
      </p>
      <Refusal error={add.error} />
    </section>
  )
}
