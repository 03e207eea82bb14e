import type { PartProps } from './part'

export type { PartProps }

export function Part({ role, level, label, describedBy, className, style, children }: PartProps) {
  return (
    <div
      className={className}
      style={style}
      role={role}
      aria-level={level}
      aria-label={label}
      aria-describedby={describedBy}
    >
      {children}
    </div>
  )
}
