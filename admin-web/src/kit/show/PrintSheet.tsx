import { Button } from 'antd'
import { instantInFull } from '@yike/shared/time/words'
import { createContext, useContext, useState, type ReactNode } from 'react'
import { createPortal, flushSync } from 'react-dom'
import { Icon } from './Icon'

interface Props {
  /** Words of the button: 「打印签到单」. */
  label: string
  title: string
  /** Number, place and time: printed on each sheet. */
  stamp: string
  /** Labels have no head and paper of their own, and no room for a line that names who printed them. */
  paper?: 'a4' | 'labels-a4' | 'labels-60x40'
  /** It is for somebody outside the office: a slip, a poster, a certificate, an agreement. */
  isHandedOut?: boolean
  children: ReactNode
}

/** The member of staff at this desk, whom every sheet names. */
export const PrinterContext = createContext('')

/** 「周敏 2026年12月1日 9:30 打印，内部使用，请勿外传」. */
export const printedBy = (name: string, at: Date, isHandedOut = false) =>
  `${name} ${instantInFull(at)} 打印${isHandedOut ? '' : '，内部使用，请勿外传'}`

/**
 * Prints a sheet of its own, black on white: it is put on the page only while the printer reads it. Each of its pages
 * names who printed it, and when.
 */
export function PrintSheet({ label, title, stamp, paper = 'a4', isHandedOut, children }: Props) {
  const name = useContext(PrinterContext)
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
            {paper === 'a4' && (
              <footer className='sheet__by'>
                <p>{printedBy(name, new Date(), isHandedOut)}</p>
              </footer>
            )}
          </article>,
          document.body,
        )}
    </>
  )
}

/** A box for a pen's mark. */
export const ArrivalBox = () => <span className='sheet__box' />
