import { ICONS, type IconName } from './icons'

interface Props {
  name: IconName
  /** Side in px; 18 is the console's own size. */
  size?: number
}

/** Decoration beside a word; the word is what is read aloud. */
export const Icon = ({ name, size = 18 }: Props) => (
  <svg className='icon' width={size} height={size} viewBox='0 0 24 24' aria-hidden>
    <path d={ICONS[name]} />
  </svg>
)
