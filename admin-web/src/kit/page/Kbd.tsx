import type { ReactNode } from 'react'

/** A key, shown where it acts. */
export const Kbd = ({ children }: { children: ReactNode }) => <kbd className='kbd'>{children}</kbd>
