import { givenFirst, latin, type Voice } from "./voice.ts";

/** Customers who write Spanish. */
export const spanish: Voice = {
  given: latin("Lucía", "Andrés", "Marisol", "Íñigo", "Paula", "Rodrigo", "Nuria", "Emilio", "Ximena", "Gonzalo"),
  family: latin("Ortega", "Villalba", "Quintero", "Echeverría", "Salas", "Montoya", "Cárdenas", "Ibáñez", "Rueda", "Peña"),
  fullName: givenFirst,
  remarks: {
    nps: [
      [0, "Perdimos una semana de datos de trazabilidad y la respuesta fue «no podemos recuperarlos». Así no se puede trabajar."],
      [3, "Cada actualización rompe alguno de nuestros informes. Ya no nos atrevemos a mirar los lunes."],
      [5, "La idea es buena, pero para cambiar un permiso hay que abrir un ticket y esperar dos días."],
      [7, "Cumple. Nos gustaría poder trabajar sin conexión en las fincas, donde no hay cobertura."],
      [8, "Muy útil para el equipo comercial. El soporte en español por la tarde sería perfecto."],
      [9, "Desde que lo usamos, el inventario cuadra a la primera. Parece mentira."],
      [10, "Nos acompañaron en toda la migración. Diez para el equipo y diez para el producto."],
      [10, "Rápido, claro y sin sorpresas en la factura."],
    ],
    csat: [
      [2, "Me contestaron rápido, pero a otra pregunta."],
      [5, "Resuelto el mismo día y con un ejemplo hecho con nuestros datos."],
      [3, "Bien, aunque tuve que insistir."],
    ],
    ces: [
      [2, "Tres intentos para conectar el almacén; el error solo decía «algo salió mal»."],
      [6, "Fácil. Solo dudé con la zona horaria."],
    ],
  },
  outage: [
    [2, "El miércoles no salió ni una exportación y los camiones esperaron cuatro horas por los albaranes."],
    [4, "La caída de las exportaciones nos pilló en pleno cierre. Ni un aviso por correo."],
  ],
};
