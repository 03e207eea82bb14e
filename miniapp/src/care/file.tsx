import { useState } from 'react'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { getCareFile, listCareReads, withdrawCareFile } from '@yike/shared/care/endpoints'
import {
  CARE_LEVELS,
  CARE_LEVEL_SOURCE,
  CARE_NEEDS,
  LEVEL_SOURCES,
  READ_REASONS,
  READ_REASON_CODES,
  type ReadReason,
} from '@yike/shared/care/rules'
import type { CareFileView } from '@yike/shared/care/schemas'
import { momentInWords } from '@yike/shared/time/words'
import { Button } from '@/kit/base/button'
import { Card, Cell, Section } from '@/kit/card/card'
import { Empty, Failed, Loading } from '@/kit/page/page-states'
import { Page } from '@/kit/page/page'
import { Sheet } from '@/kit/sheet/sheet'
import { tie } from '@/kit/base/text'
import { useAction } from '@/lib/api/use-action'
import { useEndpoint } from '@/lib/api/use-endpoint'
import { usePages } from '@/lib/api/use-pages'
import { EditFile } from './edit-file'
import { Essentials } from './essentials'
import './care.scss'

const TITLE = '照护档案'

/** The care file. Staff come with `staff=1` and give a reason first. */
export default function FilePage() {
  const { person = '', staff } = useRouter().params
  const [why, setWhy] = useState<ReadReason>()
  const [editing, setEditing] = useState(false)
  const { data, error, reload } = useEndpoint(getCareFile, staff && !why ? null : { personId: person, why })
  if (staff && !why) return <Why onChoose={setWhy} />
  if (data && editing)
    return (
      <EditFile
        found={data}
        onLeave={() => {
          setEditing(false)
          void reload()
        }}
      />
    )
  if (data) return <File found={data} onEdit={() => setEditing(true)} onChange={reload} />
  return (
    <Page title={TITLE}>
      {error?.code === 'NOT_FOUND' ? (
        <Empty title='没找到这份档案' say='不是您的家人，也不在您管的片区' />
      ) : error ? (
        <Failed error={error} onRetry={() => void reload()} />
      ) : (
        <Loading shape='lines' rows={5} />
      )}
    </Page>
  )
}

function Why({ onChoose }: { onChoose: (why: ReadReason) => void }) {
  return (
    <Page title={TITLE}>
      <View className='lead'>为什么要看</View>
      <View className='note'>谁看过、什么时候、为什么，老人和家人都看得到。</View>
      <Section>
        <Card flush>
          {READ_REASON_CODES.map((code) => (
            <Cell key={code} title={READ_REASONS[code]} onTap={() => onChoose(code)} />
          ))}
        </Card>
      </Section>
    </Page>
  )
}

function File({ found, onEdit, onChange }: { found: CareFileView; onEdit: () => void; onChange: () => Promise<void> }) {
  const [leaving, setLeaving] = useState(false)
  const { person, body, consent, can, changedAt, changedBy, as } = found
  const now = new Date()
  return (
    <Page
      title={TITLE}
      bar={
        can.edit && (
          <Button look='main' icon='edit' block onTap={onEdit}>
            {body ? '修改' : '写档案'}
          </Button>
        )
      }
    >
      <View className='title'>{person.relation ? `${person.relation} ${person.name}` : person.name}</View>
      <View className='note'>
        {tie([person.birthYear && `${person.birthYear} 年生`, person.home].filter(Boolean).join('，'))}
      </View>
      {body ? (
        <Section>
          <Essentials
            {...body}
            level={body.level && `${CARE_LEVELS[body.level]}，${LEVEL_SOURCES[body.levelFrom]}`}
            needs={body.needs.map((need) => CARE_NEEDS[need])}
          />
          <View className='note care__more'>
            {tie(
              [
                changedAt && `${changedBy ?? '工作人员'} ${momentInWords(changedAt, now)} 写的。`,
                body.level && `${CARE_LEVEL_SOURCE}。`,
              ]
                .filter(Boolean)
                .join(''),
            )}
          </View>
        </Section>
      ) : (
        <Section>
          <Empty title='还没有档案' say='写上药、过敏、联系人，上门和呼救时用得着。不写也行' />
        </Section>
      )}
      {as !== 'staff' && <Reads personId={person.id} />}
      {consent && can.withdraw && (
        <Section title='同意'>
          <Card flush>
            <Cell
              icon='lock'
              title={`${consent.how.label}，${consent.byName}`}
              brief={`${momentInWords(consent.at, now)}，第 ${consent.version} 版说明${consent.guardianName ? `，监护人 ${consent.guardianName}` : ''}`}
              extra={<Button onTap={() => setLeaving(true)}>撤回</Button>}
            />
          </Card>
        </Section>
      )}
      {leaving && (
        <Withdraw
          personId={person.id}
          onClose={() => setLeaving(false)}
          onDone={() => {
            setLeaving(false)
            void onChange()
          }}
        />
      )}
    </Page>
  )
}

/** The readings by staff: each time, with the reason. */
function Reads({ personId }: { personId: string }) {
  const { items, error, hasMore, loadingMore, more, reload } = usePages(listCareReads, { personId })
  const now = new Date()
  return (
    <Section title='谁看过'>
      {error && !items && <Failed error={error} onRetry={() => void reload()} />}
      {items?.length === 0 && <View className='note'>除了本人和家人，还没有人看过。</View>}
      {items && items.length > 0 && (
        <Card flush>
          {items.map(({ id, who, what, why, at }) => (
            <Cell
              key={id}
              icon={what === 'edit' ? 'edit' : 'user'}
              title={who}
              brief={`${momentInWords(at, now)}，${why}`}
            />
          ))}
        </Card>
      )}
      {hasMore && (
        <View className='care__more'>
          <Button block busy={loadingMore && '正在找…'} onTap={() => void more()}>
            再看早一些的
          </Button>
        </View>
      )}
    </Section>
  )
}

function Withdraw({ personId, onClose, onDone }: { personId: string; onClose: () => void; onDone: () => void }) {
  const withdraw = useAction(withdrawCareFile)
  const submit = async () => {
    if (await withdraw.run({ personId })) onDone()
  }
  return (
    <Sheet
      open
      title='撤回同意，删掉档案？'
      brief='删了就没有了。订餐、报平安、呼救照常用'
      onClose={onClose}
      foot={
        <Button look='danger' block busy={withdraw.busy && '正在删…'} onTap={() => void submit()}>
          撤回并删掉
        </Button>
      }
    >
      {withdraw.error && <Failed error={withdraw.error} onRetry={() => void submit()} />}
    </Sheet>
  )
}
