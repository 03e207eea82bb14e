import { redactCasePhoto } from '@yike/shared/cases/photo-endpoints'
import { uploadPhoto } from '@yike/shared/files/endpoints'
import type { Photo } from '@yike/shared/files/schemas'
import { Button } from 'antd'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { Refusal } from '../kit/form/Refusal'
import { GuardedModal } from '../kit/form/unsaved'
import { upload, type ApiError } from '../lib/api'
import { useWrite } from '../lib/query'

/** A covered part, in shares of the picture's sides. */
interface Cover {
  left: number
  top: number
  width: number
  height: number
}
const FIRST: Cover = { left: 0.4, top: 0.4, width: 0.2, height: 0.2 }
const STEP = 0.01
/** A smaller part is a slip of the hand. */
const LEAST = 0.01
const JPEG_QUALITY = 0.92
const ARROWS: Record<string, readonly [east: number, south: number]> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, -STEP],
  ArrowDown: [0, STEP],
}

const within = ({ left, top, width, height }: Cover): Cover => {
  const [wide, high] = [Math.min(1, Math.max(LEAST, width)), Math.min(1, Math.max(LEAST, height))]
  return {
    left: Math.min(1 - wide, Math.max(0, left)),
    top: Math.min(1 - high, Math.max(0, top)),
    width: wide,
    height: high,
  }
}

/** The picture with the covers filled by the one colour that they have on average: nothing can be computed back. */
async function covered(image: HTMLImageElement, covers: readonly Cover[]): Promise<Blob> {
  const canvas = document.createElement('canvas')
  canvas.width = image.naturalWidth
  canvas.height = image.naturalHeight
  const ground = canvas.getContext('2d')!
  ground.drawImage(image, 0, 0)
  const dot = document.createElement('canvas')
  dot.width = dot.height = 1
  const average = dot.getContext('2d')!
  for (const { left, top, width, height } of covers) {
    const [x, y] = [Math.floor(left * canvas.width), Math.floor(top * canvas.height)]
    const [wide, high] = [Math.ceil(width * canvas.width), Math.ceil(height * canvas.height)]
    average.drawImage(image, x, y, wide, high, 0, 0, 1, 1)
    const [red, green, blue] = average.getImageData(0, 0, 1, 1).data
    ground.fillStyle = `rgb(${red} ${green} ${blue})`
    ground.fillRect(x, y, wide, high)
  }
  return new Promise((resolve, reject) =>
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The canvas gave no picture.'))),
      'image/jpeg',
      JPEG_QUALITY,
    ),
  )
}

/**
 * Covers parts of a photo, by dragging over them, or by keys: a new cover lies in the middle, arrows move it, with Shift
 * they change its size, Delete takes it away.
 */
export function RedactPhoto({ caseId, photo, onClose }: { caseId: string; photo: Photo; onClose: () => void }) {
  const image = useRef<HTMLImageElement>(null)
  const [covers, setCovers] = useState<Cover[]>([])
  const [begun, setBegun] = useState<{ x: number; y: number }>()
  const [isSending, setSending] = useState(false)
  const [failure, setFailure] = useState<ApiError | null>(null)
  const redact = useWrite(redactCasePhoto, onClose)

  const change = (index: number, next: Cover) =>
    setCovers((before) => before.map((one, at) => (at === index ? within(next) : one)))
  const placeOf = ({ clientX, clientY }: PointerEvent) => {
    const box = image.current!.getBoundingClientRect()
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height }
  }
  const begin = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId)
    const { x, y } = placeOf(event)
    setBegun({ x, y })
    setCovers((before) => [...before, within({ left: x, top: y, width: 0, height: 0 })])
  }
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    if (!begun) return
    const { x, y } = placeOf(event)
    const next = {
      ...{ left: Math.min(x, begun.x), top: Math.min(y, begun.y) },
      ...{ width: Math.abs(x - begun.x), height: Math.abs(y - begun.y) },
    }
    change(covers.length - 1, next)
  }
  const onKey = (index: number) => (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault()
      return setCovers((before) => before.filter((_, at) => at !== index))
    }
    const arrow = ARROWS[event.key]
    if (!arrow) return
    event.preventDefault()
    const [east, south] = arrow
    const one = covers[index]!
    change(
      index,
      event.shiftKey
        ? { ...one, width: one.width + east, height: one.height + south }
        : { ...one, left: one.left + east, top: one.top + south },
    )
  }
  const save = async () => {
    setSending(true)
    setFailure(null)
    try {
      const file = new File([await covered(image.current!, covers)], 'redacted.jpg', { type: 'image/jpeg' })
      const { id: redactedId } = await upload(uploadPhoto, file)
      redact.mutate({ id: caseId, photoId: photo.id, redactedId })
    } catch (cause) {
      setFailure(cause as ApiError)
    }
    setSending(false)
  }

  return (
    <GuardedModal
      open
      title='遮挡照片'
      width={860}
      onCancel={onClose}
      okText='用遮挡后的'
      cancelText='不遮了'
      okButtonProps={{ disabled: covers.length === 0, loading: isSending || redact.isPending }}
      onOk={() => void save()}
    >
      <p className='note'>在照片上拖一块盖住人脸或车牌。原图另外留着，只有社区管理员看得到，看一次记一次。</p>
      <div className='redact' onPointerDown={begin} onPointerMove={drag} onPointerUp={() => setBegun(undefined)}>
        <img ref={image} src={photo.url} alt='要遮挡的照片' draggable={false} className='redact__image' />
        {covers.map(({ left, top, width, height }, index) => (
          <div
            key={index}
            role='button'
            tabIndex={0}
            aria-label={`第 ${index + 1} 块：方向键移动，按住 Shift 改大小，Delete 去掉`}
            className='redact__cover'
            style={{
              left: `${left * 100}%`,
              top: `${top * 100}%`,
              width: `${width * 100}%`,
              height: `${height * 100}%`,
            }}
            onKeyDown={onKey(index)}
            onPointerDown={(event) => event.stopPropagation()}
          />
        ))}
      </div>
      <div className='row redact__tools'>
        <Button onClick={() => setCovers([...covers, FIRST])}>在中间加一块</Button>
        <Button disabled={covers.length === 0} onClick={() => setCovers(covers.slice(0, -1))}>
          去掉最后一块
        </Button>
        <span className='note' role='status'>
          盖了 {covers.length} 块
        </span>
      </div>
      <Refusal error={failure ?? redact.error} />
    </GuardedModal>
  )
}
