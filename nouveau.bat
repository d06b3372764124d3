@echo off
rem Fait a cote de celui-ci le dossier vierge de la prochaine annee, sans rien demander.
if not exist "%~dp0lancer.bat" goto unzip
call "%~dp0lancer.bat" nouveau %*
exit /b %errorlevel%

:unzip
echo Le programme n'est pas complet : un de ses fichiers manque.
echo C'est ce qui arrive quand on double-clique sur un fichier a l'interieur du .zip.
echo Decompressez tout le dossier (clic droit sur le .zip, "Extraire tout"),
echo puis double-cliquez sur nouveau.bat dans le dossier decompresse. Vos classeurs n'ont pas ete touches.
for %%a in (%*) do if "%%~a"=="--sans-pause" exit /b 6
if defined CLU_SANS_PAUSE exit /b 6
echo Appuyez sur une touche pour fermer cette fenetre.
pause >nul
exit /b 6
