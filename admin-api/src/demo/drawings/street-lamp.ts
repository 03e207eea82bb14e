import sharp from 'sharp'

/** A simple drawing for a photo of the demo: night or day ground, a wall, a thing in the middle. Made, not taken. */
export function drawPicture(seed: number): Promise<Buffer> {
  const hue = (seed * 47) % 360
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' width='960' height='720'>
    <rect width='960' height='720' fill='hsl(${hue},18%,32%)'/>
    <rect y='470' width='960' height='250' fill='hsl(${hue},14%,22%)'/>
    <rect x='${80 + ((seed * 61) % 300)}' y='150' width='260' height='340' fill='hsl(${hue},20%,42%)'/>
    <rect x='${480 + ((seed * 31) % 200)}' y='90' width='24' height='420' fill='hsl(40,10%,60%)'/>
    <circle cx='${494 + ((seed * 31) % 200)}' cy='100' r='46' fill='hsl(42,70%,58%)'/>
  </svg>`
  return sharp(Buffer.from(svg)).jpeg({ quality: 80 }).toBuffer()
}
