@echo off
rem Ouvre le programme d un double-clic quand les fichiers .py ne s ouvrent pas avec Python.
setlocal
pushd "%~dp0"
if errorlevel 1 goto folder
set "CLU_PYTHON=py -3"
py -3 --version >nul 2>&1
if not errorlevel 1 goto start
set "CLU_PYTHON=python"
python --version >nul 2>&1
if errorlevel 1 goto missing
:start
%CLU_PYTHON% run.py %*
set "CLU_CODE=%errorlevel%"
popd
exit /b %CLU_CODE%

:missing
popd
echo Python manque sur cet ordinateur : le programme ne peut pas demarrer.
echo Demandez au service informatique d installer Python 3.11 ou une version plus recente,
echo puis double-cliquez de nouveau sur ce fichier. Vos classeurs n ont pas ete touches.
if not defined CLU_SANS_PAUSE pause >nul
exit /b 3

:folder
echo Le dossier du programme ne peut pas etre ouvert : %~dp0
echo Verifiez la connexion au reseau, puis double-cliquez de nouveau sur ce fichier.
if not defined CLU_SANS_PAUSE pause >nul
exit /b 3
