import { Button } from 'antd'
import { useRef, useState, type PointerEvent } from 'react'
import { useUnsaved } from '../kit/form/unsaved'

interface Props {
  /** The name of the signer, read out with the field. */
  signer: string
  busy: boolean
  onSigned: (picture: File) => void
}

const WIDTH = 640
const HEIGHT = 240
const PEN = 5

/** A field to sign with a finger, a pen or the mouse. Its picture is black on white in either theme, as it is printed. */
export function SignaturePad({ signer, busy, onSigned }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const [isEmpty, setEmpty] = useState(true)
  useUnsaved(!isEmpty)
  const pen = () => canvas.current!.getContext('2d')!
  /** The point under the finger, in pixels of the picture: the field is as wide as the screen lets it be. */
  const pointOf = ({ clientX, clientY }: PointerEvent) => {
    const { left, top, width, height } = canvas.current!.getBoundingClientRect()
    return [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT] as const
  }
  const begin = (event: PointerEvent) => {
    canvas.current!.setPointerCapture(event.pointerId)
    const to = pen()
    Object.assign(to, { lineWidth: PEN, lineCap: 'round', lineJoin: 'round', strokeStyle: '#000' })
    to.beginPath()
    to.moveTo(...pointOf(event))
  }
  const draw = (event: PointerEvent) => {
    if (!canvas.current!.hasPointerCapture(event.pointerId)) return
    const to = pen()
    to.lineTo(...pointOf(event))
    to.stroke()
    setEmpty(false)
  }
  const clear = () => {
    pen().clearRect(0, 0, WIDTH, HEIGHT)
    setEmpty(true)
  }
  const finish = () =>
    canvas.current!.toBlob((blob) => {
      if (blob) onSigned(new File([blob], 'signature.png', { type: 'image/png' }))
    }, 'image/png')

  return (
    <div className='signing'>
      <canvas
        ref={canvas}
        className='signing__field'
        width={WIDTH}
        height={HEIGHT}
        role='img'
        aria-label={`请${signer}在框里签名`}
        onPointerDown={begin}
        onPointerMove={draw}
      />
      <div className='row'>
        <Button onClick={clear} disabled={isEmpty || busy}>
          重写
        </Button>
        <Button type='primary' onClick={finish} disabled={isEmpty} loading={busy}>
          签好了
        </Button>
      </div>
    </div>
  )
}
