import { useEffect, useRef } from 'react'
import type { SheetFrameProps } from './sheet-frame'

export type { SheetFrameProps }

/** The browser's own modal dialog: it keeps the focus inside, closes by Escape, and gives the focus back. */
export function SheetFrame({ title, onClose, children }: SheetFrameProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
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
