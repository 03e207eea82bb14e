import type { PropsWithChildren } from 'react'
import { Button, View } from '@tarojs/components'
import { classes } from './text'

export type TapProps = PropsWithChildren<{
  className?: string
  /** The words for a screen reader; needed where no word is shown. */
  label?: string
  role?: 'button' | 'link' | 'radio' | 'switch' | 'checkbox' | 'tab'
  /** Chosen, or on. */
  checked?: boolean
  disabled?: boolean
  /** An action of WeChat's own button: 发给朋友, 打开设置. Elsewhere onTap is called. */
  openType?: 'share' | 'openSetting' | 'contact' | 'getPhoneNumber'
  /** With `getPhoneNumber`: the code for the server, or null where it was refused. */
  onPhoneCode?: (code: string | null) => void
  onTap?: () => void
}>

/** An element that can be tapped. In H5 a real button, reachable by keyboard (tap.h5.tsx). */
export function Tap({
  className,
  label,
  role = 'button',
  checked,
  disabled,
  openType,
  onPhoneCode,
  onTap,
  children,
}: TapProps) {
  const name = classes('tap', className)
  const hover = disabled ? 'none' : 'tap--hover'
  if (openType && !disabled)
    return (
      <Button
        className={name}
        hoverClass={hover}
        openType={openType}
        onClick={onTap}
        onGetPhoneNumber={onPhoneCode && (({ detail }) => onPhoneCode(detail.code ?? null))}
      >
        {children}
      </Button>
    )
  return (
    <View
      className={name}
      hoverClass={hover}
      hoverStayTime={80}
      ariaRole={role}
      ariaLabel={label}
      {...{ ariaChecked: checked, ariaDisabled: disabled }}
      onClick={disabled ? undefined : onTap}
    >
      {children}
    </View>
  )
}
