import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Display } from './hall/Display'
import { Kiosk } from './hall/Kiosk'
import './kit/theme/base.css'
import './kit/theme/tokens.css'

/** The screen (/display/…) and the kiosk (/kiosk) of the hall: pages of their own, nobody signed in. */
const isDisplay = window.location.pathname.startsWith('/display')

createRoot(document.getElementById('root')!).render(<StrictMode>{isDisplay ? <Display /> : <Kiosk />}</StrictMode>)
