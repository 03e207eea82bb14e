import { countNeeds, exportNeeds, listNeedProjects } from '@yike/shared/needs/endpoints'
import type { NeedProject } from '@yike/shared/needs/schemas'
import { dateInText } from '@yike/shared/time/words'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { GuardedDrawer } from '../kit/form/unsaved'
import { Refusal } from '../kit/form/Refusal'
import { PageHead } from '../kit/page/PageHead'
import { Empty, Failed, Loading } from '../kit/page/PageStates'
import { Views } from '../kit/page/Views'
import { StatusTag } from '../kit/show/Tag'
import { download } from '../lib/api'
import { useRead } from '../lib/query'
import { saveFile } from '../lib/saveFile'
import { useChoice } from '../lib/useChoice'
import { useMe } from '../lib/useMe'
import { NeedsTable } from './NeedsTable'
import { EndProject, NewProject } from './ProjectForms'

const VIEWS = { needs: '需求清单', projects: '项目清单' } as const

/** 三张清单: what residents need as numbers, and what the office makes of it; the resources are places and services. */
export default function NeedsPage() {
  const [view, setView] = useChoice('view', VIEWS)
  return (
    <>
      <PageHead
        title='需求'
        note={
          <>
            居民提的需求按类别和小区数，不带人。资源清单就是生活圈里的<Link to='/places'>地点</Link>和
            <Link to='/services'>服务</Link>。
          </>
        }
        beside={<Views label='哪张清单' views={VIEWS} view={view} onChange={setView} />}
      />
      {view === 'needs' ? <Needs /> : <Projects />}
    </>
  )
}

function Needs() {
  const navigate = useNavigate()
  const { data, error, refetch } = useRead(countNeeds, {})
  const [failed, setFailed] = useState<Error | null>(null)
  const save = () =>
    void download(exportNeeds, { format: 'xlsx' })
      .then((file) => saveFile('需求清单.xlsx', file))
      .catch((cause: unknown) => setFailed(cause as Error))
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <section className='pane'>
      <span className='row row--above'>
        <Button onClick={() => void navigate('/cases?kind=need')}>一件一件看</Button>
        <Button onClick={save}>导出 Excel</Button>
      </span>
      <Refusal error={failed} />
      {data.rows.length === 0 ? (
        <Empty text='还没有人提需求。居民在“反映问题”里选“提需求”，来窗口说的在“诉求”里登记。' />
      ) : (
        <NeedsTable rows={data.rows} />
      )}
    </section>
  )
}

function Projects() {
  const { may } = useMe()
  const { data, error, refetch } = useRead(listNeedProjects, {})
  const [open, setOpen] = useState<NeedProject | 'new'>()
  const close = () => setOpen(undefined)
  if (error && !data) return <Failed error={error} onRetry={refetch} />
  if (!data) return <Loading />
  return (
    <section className='pane'>
      {may('case.assign') && (
        <div className='row row--above'>
          <Button type='primary' onClick={() => setOpen('new')}>
            加一个项目
          </Button>
        </div>
      )}
      {data.items.length === 0 ? (
        <Empty text='还没有项目。几家都提的事，加成一个项目，提的人都会知道。' />
      ) : (
        <div className='table-wrap'>
          <Table<NeedProject>
            rowKey='id'
            size='small'
            pagination={false}
            dataSource={data.items}
            columns={[
              { title: '项目', dataIndex: 'name', render: (name: string) => <span className='strong'>{name}</span> },
              { title: '在哪儿', key: 'area', render: (_, { area }) => area.name },
              { title: '哪天前办好', dataIndex: 'doneBy', render: (day: string) => dateInText(day) },
              {
                title: '提的人',
                key: 'needs',
                render: (_, { needs, peopleInNeed }) =>
                  `${needs} 件需求${peopleInNeed > 0 ? `，${peopleInNeed} 人需要` : ''}`,
              },
              {
                title: '现在',
                key: 'state',
                render: (_, { state }) => (
                  <StatusTag tone={state.code === 'going' ? 'go' : 'done'}>{state.label}</StatusTag>
                ),
              },
              {
                title: '',
                key: 'end',
                render: (_, project) =>
                  project.state.code === 'going' &&
                  may('case.assign') && <Button onClick={() => setOpen(project)}>结束，告诉大家</Button>,
              },
            ]}
          />
        </div>
      )}
      <GuardedDrawer
        open={open !== undefined}
        title={open === 'new' ? '加一个项目' : '结束项目'}
        size={480}
        destroyOnHidden
        onClose={close}
      >
        {open === 'new' && <NewProject onDone={close} />}
        {open && open !== 'new' && <EndProject project={open} onDone={close} />}
      </GuardedDrawer>
    </section>
  )
}
