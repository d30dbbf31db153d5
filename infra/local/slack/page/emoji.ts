/** Slack's names for the emoji that alerts, threads and people here are likely to use. An unknown name stays text. */
const EMOJI: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "+1": "👍", "-1": "👎", thumbsup: "👍", thumbsdown: "👎", eyes: "👀", wave: "👋", clap: "👏", pray: "🙏", raised_hands: "🙌",
    muscle: "💪", point_right: "👉", point_left: "👈", ok_hand: "👌", handshake: "🤝", raising_hand: "🙋", speech_balloon: "💬",
    thought_balloon: "💭", smile: "😄", smiley: "😃", slightly_smiling_face: "🙂", neutral_face: "😐", slightly_frowning_face: "🙁",
    white_frowning_face: "☹️", disappointed: "😞", worried: "😟", angry: "😠", rage: "😡", cry: "😢", sob: "😭", thinking_face: "🤔",
    grinning: "😀", blush: "😊", heart_eyes: "😍", star_struck: "🤩", sweat_smile: "😅", joy: "😂", sleeping: "😴", zzz: "💤",
    heart: "❤️", broken_heart: "💔", tada: "🎉", sparkles: "✨", star: "⭐", star2: "🌟", fire: "🔥", boom: "💥", zap: "⚡",
    rocket: "🚀", trophy: "🏆", gift: "🎁", bell: "🔔", no_bell: "🔕", loudspeaker: "📢", mega: "📣", rotating_light: "🚨",
    warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", octagonal_sign: "🛑", stop_sign: "🛑", x: "❌", heavy_check_mark: "✔️",
    white_check_mark: "✅", ballot_box_with_check: "☑️", question: "❓", exclamation: "❗", bangbang: "‼️", information_source: "ℹ️",
    red_circle: "🔴", large_orange_circle: "🟠", large_yellow_circle: "🟡", large_green_circle: "🟢", large_blue_circle: "🔵",
    large_purple_circle: "🟣", white_circle: "⚪", black_circle: "⚫", large_red_square: "🟥", large_orange_square: "🟧",
    large_yellow_square: "🟨", large_green_square: "🟩", large_blue_square: "🟦", small_red_triangle: "🔺",
    small_red_triangle_down: "🔻", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", bar_chart: "📊",
    calendar: "📆", date: "📅", spiral_calendar_pad: "🗓️", clock1: "🕐", clock3: "🕒", hourglass: "⌛",
    hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", timer_clock: "⏲️", email: "✉️", envelope: "✉️",
    "e-mail": "📧", incoming_envelope: "📨", envelope_with_arrow: "📩", inbox_tray: "📥", outbox_tray: "📤", phone: "☎️",
    telephone_receiver: "📞", memo: "📝", pencil: "📝", pencil2: "✏️", clipboard: "📋", pushpin: "📌", paperclip: "📎",
    link: "🔗", mag: "🔍", lock: "🔒", unlock: "🔓", key: "🔑", moneybag: "💰", dollar: "💵", credit_card: "💳", office: "🏢",
    bust_in_silhouette: "👤", busts_in_silhouette: "👥", robot_face: "🤖", wrench: "🔧", hammer_and_wrench: "🛠️", gear: "⚙️",
    package: "📦", bug: "🐛", bulb: "💡", recycle: "♻️", repeat: "🔁", arrow_up: "⬆️", arrow_down: "⬇️", arrow_right: "➡️",
    arrow_left: "⬅️", arrow_upper_right: "↗️", arrow_lower_right: "↘️", new: "🆕", sos: "🆘", triangular_flag_on_post: "🚩",
    checkered_flag: "🏁", white_flag: "🏳️", palm_tree: "🌴", desert_island: "🏝️", beach_with_umbrella: "🏖️",
    face_with_thermometer: "🤒", airplane: "✈️", baby: "👶", wastebasket: "🗑️", leftwards_arrow_with_hook: "↩️", thread: "🧵", seedling: "🌱", umbrella: "☔", sunny: "☀️", cloud: "☁️",
    snowflake: "❄️", ghost: "👻", "100": "💯",
  }),
);

/** The character of `:name:`, without skin tone; undefined when unknown. */
export const emojiCharacter = (name: string): string | undefined => EMOJI.get(name);
