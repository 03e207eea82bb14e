import type { Endpoint } from '@yike/shared/endpoint'
import { instantInFull } from '@yike/shared/time/words'
import { Watermark } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { PageHead } from '../../kit/page/PageHead'
import { Failed, Loading } from '../../kit/page/PageStates'
import { StatusTag } from '../../kit/show/Tag'
import { useRead } from '../query'
import { useMe } from '../useMe'
import './confidential.css'

/** The page of the confidential case that the address names, read again each minute. Another id begins anew. */
export function ConfidentialPage<View>(props: {
  route: Endpoint<{ id: string }, View>
  show: (item: View) => ReactNode
}) {
  const { id } = useParams()
  return <ById key={id} id={id!} {...props} />
}

function ById<View>({ id, route, show }: { id: string } & Parameters<typeof ConfidentialPage<View>>[0]) {
  const { data: item, error, refetch } = useRead(route, { id }, { everySeconds: 60 })
  if (error && !item) return <Failed error={error} onRetry={refetch} />
  if (!item) return <Loading />
  return show(item)
}

interface Props {
  item: { id: string; outcome: { label: string; at: string; words: string | null } | null }
  title: string
  /** Under the title: number, category, and who has it. */
  facts: readonly (string | null)[]
  /** The state while there is no outcome. */
  state: string
  tools?: ReactNode
  side: ReactNode
  children: ReactNode
}

/** The frame of a confidential case, with its outcome on top. Every screen of it carries its viewer's name. */
export function ConfidentialCase({ item: { id, outcome }, title, facts, state, tools, side, children }: Props) {
  const { me } = useMe()
  return (
    <Watermark content={[me?.name ?? '', '保密']} gap={[160, 160]} font={{ fontSize: 13 }}>
      <PageHead
        title={title}
        note={<span className='nums'>{facts.filter(Boolean).join(' · ')}</span>}
        beside={<StatusTag tone={outcome ? 'done' : 'go'}>{outcome?.label ?? state}</StatusTag>}
        tools={
          <>
            {tools}
            <Link to={`/cases/${id}`}>看原话</Link>
          </>
        }
      />
      <div className='columns'>
        <div className='columns__main'>
          {outcome && (
            <section className='pane'>
              <p>
                {instantInFull(new Date(outcome.at))} {outcome.label}
              </p>
              {outcome.words && <p className='confidential__words'>{outcome.words}</p>}
            </section>
          )}
          {children}
        </div>
        <div className='columns__side'>{side}</div>
      </div>
    </Watermark>
  )
}
