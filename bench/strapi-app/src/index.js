const { readFileSync } = require('node:fs')

/** Fills an empty database with the places of the file that PLACES names. */
module.exports = {
  async bootstrap({ strapi }) {
    const places = strapi.documents('api::place.place')
    if ((await places.count()) > 0) return
    for (const data of JSON.parse(readFileSync(process.env.PLACES, 'utf8'))) await places.create({ data })
  },
}
