import type { LiveLabelProps } from './live-label'

export type { LiveLabelProps }

export function LiveLabel({ label, className, style, children }: LiveLabelProps) {
  return (
    <div className={className} style={style} role='img' aria-label={label}>
      {children}
    </div>
  )
}
