import { View } from '@tarojs/components'
import { circleOf, type CaseKindCode } from '@yike/shared/cases/kinds'
import type { CaseView } from '@yike/shared/cases/schemas'
import { Card, Cell, Section } from '@/kit/card/card'
import { tie } from '@/kit/base/text'
import { openPage } from '@/lib/phone/open-page'

/** The pages that go on from a case: the one that goes on for it, its mediation or casework, its parts. */
export function CaseLinks({ found }: { found: CaseView }) {
  const related = [found.partOf ?? [], found.parts ?? []].flat()
  return (
    <>
      {found.state.code === 'merged' && (
        <Section>
          <Card flush>
            <Cell
              icon='speak'
              title='看一起办的那件'
              brief='办到哪一步、答复了什么，都在那里'
              onTap={() => void openPage(`/cases/followed?id=${found.id}`)}
            />
          </Card>
        </Section>
      )}
      {circleOf(found.kind.code as CaseKindCode) === 'mediators' && (
        <Section>
          <Card flush>
            <Cell
              icon='speak'
              title='看调解会和协议'
              brief='只有当事人和调解员看得到'
              onTap={() => void openPage(`/cases/mediation?id=${found.id}`)}
            />
          </Card>
        </Section>
      )}
      {circleOf(found.kind.code as CaseKindCode) === 'social_workers' && (
        <Section>
          <Card flush>
            <Cell
              icon='care'
              title='看目标和下次见面'
              brief='只有您、社工和督导看得到'
              onTap={() => void openPage(`/casework/mine?id=${found.id}`)}
            />
          </Card>
        </Section>
      )}
      {related.length > 0 && (
        <Section title={found.partOf ? '从哪件分出来的' : '分出去单独办的'}>
          <Card flush>
            {related.map((other) => (
              <Cell
                key={other.id}
                icon='speak'
                title={<View className='said'>{tie(other.title)}</View>}
                brief={`${other.number}，${other.state.label}`}
                onTap={() => void openPage(`/cases/case?id=${other.id}`)}
              />
            ))}
          </Card>
        </Section>
      )}
    </>
  )
}
