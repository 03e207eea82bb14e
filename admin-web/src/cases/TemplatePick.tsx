import { listTemplatesForCase } from '@yike/shared/cases/reply-template-endpoints'
import { Select } from 'antd'
import { useRead } from '../lib/query'

/** The reply templates for a case, filled: one goes into the box below, where it can be changed. */
export function TemplatePick({ caseId, onPick }: { caseId: string; onPick: (text: string) => void }) {
  const { data } = useRead(listTemplatesForCase, { id: caseId })
  if (!data || data.items.length === 0) return null
  return (
    <Select
      className='template-pick'
      aria-label='套用答复模板'
      placeholder='套用答复模板，填好了还能改'
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      options={data.items.map(({ id, name, text }) => ({ value: id, label: name, text }))}
      optionRender={({ data: option }) => (
        <div className='template-pick__option'>
          <span className='strong'>{option.label}</span>
          <span className='note'>{option.text}</span>
        </div>
      )}
      onChange={(chosen: string | null) => {
        const template = data.items.find(({ id }) => id === chosen)
        if (template) onPick(template.text)
      }}
    />
  )
}
