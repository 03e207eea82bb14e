import { useEffect, useMemo, type PropsWithChildren } from 'react'
import { View } from '@tarojs/components'
import { encode } from 'uqr'
import { TicketDial, type TicketDialProps } from './ticket-card'
import { keepScreenBright } from '@/kit/page/screen-brightness'
import { Picture } from '@/kit/base/picture'
import { classes, tie } from '@/kit/base/text'

/** The code as an SVG: a run of dark modules is one line. White and dark whatever the theme, or scanners fail. */
function qrImage(text: string) {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const runs = data.flatMap((row, y) => {
    const dark = row.map((on) => (on ? '1' : '0')).join('')
    return [...dark.matchAll(/1+/g)].map(({ 0: run, index }) => `M${index} ${y + 0.5}h${run.length}`)
  })
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 ${size} ${size}' shape-rendering='crispEdges'><path fill='#fff' d='M0 0h${size}v${size}H0z'/><path stroke='#172325' d='${runs.join('')}'/></svg>`
  return `data:image/svg+xml,${encodeURIComponent(svg)}`
}

/** A QR code by itself, on white. */
export function QrCode({ text }: { text: string }) {
  const image = useMemo(() => qrImage(text), [text])
  useEffect(() => keepScreenBright(), [])
  return (
    <View className='code__qr'>
      <Picture className='code__image' src={image} alt='二维码' />
    </View>
  )
}

/**
 * The code to show at the window: when and where (`children`), the code to scan, and the figures to say aloud. The
 * screen stays on and bright while it is there.
 */
export function CodeCard({
  code,
  digits,
  say,
  spent,
  children,
  ...dial
}: PropsWithChildren<
  TicketDialProps & {
    /** The text that the scanner reads. */
    code: string
    digits: string
    /** 「给窗口扫一下，或者报这四个数」. */
    say: string
    /** No longer valid: the card shows this text instead of the code. */
    spent?: string
  }
>) {
  const image = useMemo(() => qrImage(code), [code])
  const showsCode = !spent
  useEffect(() => (showsCode ? keepScreenBright() : undefined), [showsCode])
  const { time } = dial
  return (
    <View className={classes('code', !time && 'code--still')}>
      {time && <TicketDial {...dial} time={time} />}
      <View className='code__body'>{children}</View>
      <View className='code__cut' />
      <View className='code__show'>
        {spent ? (
          <View className='lead'>{tie(spent)}</View>
        ) : (
          <>
            <View className='code__qr'>
              <Picture className='code__image' src={image} alt='二维码' />
            </View>
            <View className='code__digits'>{digits}</View>
            <View className='note'>{say}</View>
          </>
        )}
      </View>
    </View>
  )
}
