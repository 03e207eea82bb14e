import type { TapProps } from './tap'
import { classes } from './text'

export type { TapProps }

export function Tap({ className, label, role = 'button', checked, disabled, onTap, children }: TapProps) {
  return (
    <button
      type='button'
      className={classes('tap', className)}
      role={role === 'button' ? undefined : role}
      aria-label={label}
      aria-checked={role === 'button' || role === 'link' || role === 'tab' ? undefined : Boolean(checked)}
      aria-selected={role === 'tab' ? Boolean(checked) : undefined}
      aria-pressed={role === 'button' && checked !== undefined ? checked : undefined}
      disabled={disabled}
      onClick={onTap}
    >
      {children}
    </button>
  )
}
