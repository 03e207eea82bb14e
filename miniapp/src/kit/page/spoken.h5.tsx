import type { SpokenProps } from './spoken'

export type { SpokenProps }

export function Spoken({ label, className, style, children }: SpokenProps) {
  return (
    <div className={className} style={style} role='img' aria-label={label}>
      {children}
    </div>
  )
}
