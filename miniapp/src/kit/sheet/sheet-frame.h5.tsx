import { useEffect, useRef } from 'react'
import { useDidHide, useDidShow } from '@tarojs/taro'
import type { SheetFrameProps } from './sheet-frame'

export type { SheetFrameProps }

/** The browser's own modal dialog: it keeps the focus inside, closes by Escape, and gives the focus back. */
export function SheetFrame({ title, onClose, children }: SheetFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const show = () => {
    if (!dialog.current?.open) dialog.current?.showModal()
  }
  useEffect(show, [])
  // An open one would keep the next page from being touched: the sign-in that a button of a sheet asks for.
  useDidHide(() => dialog.current?.close())
  useDidShow(show)
  return (
    <dialog
      ref={dialog}
      className='sheet sheet--modal'
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className='sheet__panel'>{children}</div>
    </dialog>
  )
}
