import { lastCharacterOf } from '@yike/shared/people/names'

interface Props {
  person: { name: string; phoneLast4: string | null; home?: string | null; birthYear?: number | null }
}

/**
 * A character in a circle, the name, and facts that distinguish two people of one name. Never a photo we do not have.
 */
export const Person = ({ person: { name, phoneLast4, home, birthYear } }: Props) => (
  <span className='person'>
    <span className='person__face' aria-hidden>
      {lastCharacterOf(name)}
    </span>
    <span>
      <span className='strong'>{name}</span>
      <span className='note nums person__note'>
        {[birthYear && `${birthYear} 年生`, home, phoneLast4 && `尾号 ${phoneLast4}`].filter(Boolean).join('，')}
      </span>
    </span>
  </span>
)
