import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { Icon } from './Icon'

interface Props {
  /** Words of the button: 「打印签到单」. */
  label: string
  title: string
  /** Number, place and time: printed on each sheet. */
  stamp: string
  /** Labels have no head and paper of their own. */
  paper?: 'a4' | 'labels-a4' | 'labels-60x40'
  children: ReactNode
}

/** Prints a sheet of its own, black on white: it is put on the page only while the printer reads it. */
export function PrintSheet({ label, title, stamp, paper = 'a4', children }: Props) {
  const [isPrinting, setPrinting] = useState(false)
  const print = () => {
    flushSync(() => setPrinting(true))
    window.print()
    setPrinting(false)
  }
  return (
    <>
      <Button icon={<Icon name='print' size={16} />} onClick={print}>
        {label}
      </Button>
      {isPrinting &&
        createPortal(
          <article className={`sheet sheet--${paper}`}>
            {paper === 'a4' && (
              <header className='sheet__head'>
                <h1>{title}</h1>
                <span>{stamp}</span>
              </header>
            )}
            {children}
          </article>,
          document.body,
        )}
    </>
  )
}

/** A box for a pen's mark. */
export const ArrivalBox = () => <span className='sheet__box' />
