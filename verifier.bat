@echo off
rem Verifie les classeurs sans produire de document.
pushd "%~dp0"
if errorlevel 1 goto folder
if not exist lancer.bat goto unzip
rem Sans le chemin du dossier : call lirait deux fois un signe %% qui s'y trouve.
call lancer.bat verifier %*
set "CLU_CODE=%errorlevel%"
popd
exit /b %CLU_CODE%

:unzip
popd
echo Le programme n'est pas complet : un de ses fichiers manque.
echo C'est ce qui arrive quand on double-clique sur un fichier a l'interieur du .zip.
echo Decompressez tout le dossier (clic droit sur le .zip, "Extraire tout"),
echo puis double-cliquez sur verifier.bat dans le dossier decompresse. Vos classeurs n'ont pas ete touches.
set "CLU_CODE=6"
goto wait

:folder
echo Le dossier du programme ne peut pas etre ouvert : "%~dp0"
echo Verifiez la connexion au reseau, puis double-cliquez de nouveau sur ce fichier.
set "CLU_CODE=3"

:wait
for %%a in (%*) do if "%%~a"=="--sans-pause" exit /b %CLU_CODE%
if defined CLU_SANS_PAUSE exit /b %CLU_CODE%
echo Appuyez sur une touche pour fermer cette fenetre.
pause >nul
exit /b %CLU_CODE%
