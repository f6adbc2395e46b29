"""`python -m smm_lib` is the command `smm`."""

from smm_lib.course.start import main

main()
