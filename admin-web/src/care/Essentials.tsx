import type { CareEssentials } from '@yike/shared/care/schemas'

/** The facts that a carer has to know, the most pressing first; an empty field has no line. */
export function Essentials(file: CareEssentials) {
  const { level, dementia, needs, illnesses, allergies, medicines, contacts, note } = file
  const lines = [
    ['给上门的人', note],
    ['过敏', allergies],
    ['照护等级', [level, dementia && '有认知障碍'].filter(Boolean).join('，')],
    ['要帮的事', needs.join('、')],
    ['病', illnesses],
    ['药', medicines.map(({ name, how }) => [name, how].filter(Boolean).join(' ')).join('\n')],
    ['急事找谁', contacts.map(({ name, relation, phone }) => `${relation} ${name} ${phone}`.trim()).join('\n')],
  ].filter(([, words]) => words)
  if (lines.length === 0) return <p className='note'>还没写什么。</p>
  return (
    <dl className='care__facts'>
      {lines.map(([label, words]) => (
        <div key={label} className='care__fact'>
          <dt>{label}</dt>
          <dd>{words}</dd>
        </div>
      ))}
    </dl>
  )
}
