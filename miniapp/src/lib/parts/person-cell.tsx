import type { PersonFound } from '@yike/shared/people/schemas'
import { Cell } from '@/kit/card/card'
import { tie } from '@/kit/base/text'

/** Facts that distinguish two people named 王秀英. */
export const factsOf = ({ birthYear, home, phoneLast4, hasAccount }: PersonFound) =>
  [home, birthYear && `${birthYear} 年生`, phoneLast4 && `尾号 ${phoneLast4}`, !hasAccount && '没有手机账号']
    .filter(Boolean)
    .join('，')

/** One resident to tap on. */
export const PersonCell = ({ person, onTap }: { person: PersonFound; onTap: () => void }) => (
  <Cell icon='user' title={person.name} brief={tie(factsOf(person))} onTap={onTap} />
)
